package io.jitjdbc.audit.recording.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  /** As RFC 9162 defines it, by recursion over all leaves. */
  private static byte[] defined(List<byte[]> leaves) {
    MessageDigest sha256 = Checksums.sha256();
    if (leaves.isEmpty()) {
      return sha256.digest();
    }
    if (leaves.size() == 1) {
      sha256.update((byte) 0);
      return sha256.digest(leaves.get(0));
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    byte[] left = defined(leaves.subList(0, split));
    byte[] right = defined(leaves.subList(split, leaves.size()));
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  @Test
  void isTheTreeOfTheStandardAtEverySize() {
    var tree = new MerkleTree();
    var leaves = new ArrayList<byte[]>();
    for (int size = 0; size < 300; size++) {
      assertThat(tree.root()).isEqualTo(Checksums.text(defined(leaves)));
      assertThat(tree.size()).isEqualTo(size);
      byte[] leaf = ("leaf " + size).getBytes(UTF_8);
      leaves.add(leaf);
      tree.add(ByteBuffer.wrap(leaf));
    }
  }

  /** The root over eight leaves that other implementations of the standard are tested with. */
  @Test
  void isTheTreeOfOtherImplementations() {
    var tree = new MerkleTree();
    for (String leaf :
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f")) {
      tree.add(ByteBuffer.wrap(HexFormat.of().parseHex(leaf)));
    }

    byte[] root =
        HexFormat.of().parseHex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    assertThat(tree.root()).isEqualTo(Checksums.text(root));
  }
}
