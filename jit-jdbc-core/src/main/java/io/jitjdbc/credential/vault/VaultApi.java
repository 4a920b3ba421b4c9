package io.jitjdbc.credential.vault;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** Vault's HTTP API in one namespace. */
final class VaultApi {
  private final HttpService http;
  private final String namespace;

  VaultApi(HttpService http, String namespace) {
    this.http = http;
    this.namespace = namespace;
  }

  /** The answer to a request without a client token; throws unless it is a success. */
  VaultAnswer login(VaultCall call, Map<String, Object> body) throws RefusedException {
    return successful(call, exchange(call, "", body));
  }

  /** The answer, whatever its status. */
  VaultAnswer send(VaultCall call, ClientToken token, Map<String, Object> body)
      throws RefusedException {
    return exchange(call, token.reveal(), body);
  }

  /** The same answer, if it is a success that says something now. */
  VaultAnswer successful(VaultCall call, VaultAnswer answer) throws RefusedException {
    if (!answer.isSuccess()) {
      throw VaultRefusal.of(answer, call, http.address());
    }
    VaultFields wrapping = answer.fields().object("wrap_info").orElse(null);
    if (wrapping != null) {
      throw VaultRefusal.wrapped(wrapping, call);
    }
    return answer;
  }

  private VaultAnswer exchange(VaultCall call, String token, Map<String, Object> body)
      throws RefusedException {
    String text = body.isEmpty() ? "" : JSONObjectUtils.toJSONString(body);
    try {
      Answer answer = http.send(call.method(), "/v1/" + call.path(), headers(token), text);
      return VaultAnswer.of(answer);
    } catch (InterruptedIOException e) {
      throw new RefusedException(
          SqlState.CANCELLED, "No lease: the thread was interrupted while it waited for Vault.");
    } catch (IOException e) {
      throw VaultRefusal.unreachable(
          "No lease: Vault did not answer to "
              + call.path()
              + " ("
              + e.getMessage()
              + "). Check that it runs, and jit.broker.vault.address");
    } catch (ParseException e) {
      // Without the cause: it quotes the answer.
      throw VaultRefusal.unlike(call, "it is not a JSON object");
    }
  }

  private Map<String, String> headers(String token) {
    var headers = new HashMap<String, String>();
    // An agent that is set up against forged requests lets none through without it.
    headers.put("X-Vault-Request", "true");
    if (!namespace.isEmpty()) {
      headers.put("X-Vault-Namespace", namespace);
    }
    if (!token.isEmpty()) {
      headers.put("X-Vault-Token", token);
    }
    return headers;
  }
}
