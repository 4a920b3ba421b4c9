package io.jitjdbc.masking.detection;

import java.util.List;

/** Keys to clouds and services, by the prefixes that these give them so that they can be found. */
final class CloudKeys implements Finder {
  private static final int MOST = 255;

  private static final List<Finder> FINDERS =
      List.of(
          new PrefixedKeys("AKIA", CloudKeys::isBase32, 16, 16),
          new PrefixedKeys("ASIA", CloudKeys::isBase32, 16, 16),
          new AwsSecretKeys(),
          new PrefixedKeys("AIza", Letters::isBase64Url, 35, 35),
          new PrefixedKeys("AccountKey=", CloudKeys::isPadded, 40, 92),
          new PrefixedKeys("SharedAccessKey=", CloudKeys::isPadded, 40, 92),
          new PrefixedKeys("sig=", CloudKeys::isPercentEncoded, 43, MOST),
          new PrefixedKeys("ghp_", Letters::isInWord, 36, MOST),
          new PrefixedKeys("gho_", Letters::isInWord, 36, MOST),
          new PrefixedKeys("ghu_", Letters::isInWord, 36, MOST),
          new PrefixedKeys("ghs_", Letters::isInWord, 36, MOST),
          new PrefixedKeys("ghr_", Letters::isInWord, 36, MOST),
          new PrefixedKeys("github_pat_", Letters::isBase64Url, 80, MOST),
          new PrefixedKeys("xoxb-", Letters::isBase64Url, 20, MOST),
          new PrefixedKeys("xoxp-", Letters::isBase64Url, 20, MOST),
          new PrefixedKeys("xoxa-", Letters::isBase64Url, 20, MOST),
          new PrefixedKeys("xoxr-", Letters::isBase64Url, 20, MOST),
          new PrefixedKeys("xoxs-", Letters::isBase64Url, 20, MOST),
          new PrefixedKeys("xapp-", Letters::isBase64Url, 20, MOST),
          new PrivateKeyBlocks());

  @Override
  public void find(String text, Finds finds) {
    for (Finder finder : FINDERS) {
      finder.find(text, finds);
    }
  }

  private static boolean isBase32(char c) {
    return Letters.isUpper(c) || (c >= '2' && c <= '7');
  }

  private static boolean isPadded(char c) {
    return Letters.isBase64(c) || c == '=';
  }

  private static boolean isPercentEncoded(char c) {
    return isPadded(c) || c == '%';
  }
}
