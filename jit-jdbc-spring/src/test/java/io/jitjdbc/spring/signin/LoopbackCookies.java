package io.jitjdbc.spring.signin;

import java.net.CookieManager;
import java.net.CookieStore;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;

/** Sends secure cookies over http as well: browsers take this machine itself for secure. */
final class LoopbackCookies implements CookieStore {
  private final CookieStore cookies = new CookieManager().getCookieStore();

  @Override
  public void add(URI uri, HttpCookie cookie) {
    cookie.setSecure(false);
    cookies.add(uri, cookie);
  }

  @Override
  public List<HttpCookie> get(URI uri) {
    return cookies.get(uri);
  }

  @Override
  public List<HttpCookie> getCookies() {
    return cookies.getCookies();
  }

  @Override
  public List<URI> getURIs() {
    return cookies.getURIs();
  }

  @Override
  public boolean remove(URI uri, HttpCookie cookie) {
    return cookies.remove(uri, cookie);
  }

  @Override
  public boolean removeAll() {
    return cookies.removeAll();
  }
}
