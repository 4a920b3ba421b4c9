package io.jitjdbc.credential.table;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.KeptLogin;
import io.jitjdbc.credential.protocol.LeaseHolder;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.remote.JsonFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lease as a row, of one that was completed. */
final class LeaseRow {
  /** The columns that change when a lease is renewed. */
  static final String LOGIN =
      "broker_lease = ?, login_user = ?, properties = ?, generation = ?, sealed = ?,"
          + " sealed_until = ?";

  private LeaseRow() {}

  /** The values of {@link #LOGIN}. */
  static List<Object> login(KeptLogin login) {
    return new ArrayList<>(
        List.of(
            login.brokerLease(),
            login.user(),
            JSONObjectUtils.toJSONString(login.connectionProperties()),
            login.generation(),
            login.sealed(),
            login.sealedUntil().toEpochMilli()));
  }

  static String holder(LeaseHolder holder) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("subject", holder.subject().fields());
    fields.put("name", holder.name());
    fields.put("actor", holder.actor().fields());
    fields.put("target", holder.target());
    fields.put("purpose", holder.purpose());
    fields.put("application", holder.application());
    return JSONObjectUtils.toJSONString(fields);
  }

  static KeptLease read(ResultSet row) throws SQLException {
    try {
      return new KeptLease(
          row.getString("id"),
          holder(JsonFields.of(row.getString("holder"))),
          login(row),
          time(row, "issued_at"),
          time(row, "expires_at"),
          row.getInt("renewable") == 1);
    } catch (ParseException e) {
      throw new SQLException("a row of the leases' table was changed from outside", "22000");
    }
  }

  private static KeptLogin login(ResultSet row) throws SQLException, ParseException {
    return new KeptLogin(
        row.getString("broker_lease"),
        row.getString("login_user"),
        properties(row.getString("properties")),
        row.getInt("generation"),
        row.getString("sealed"),
        time(row, "sealed_until"));
  }

  private static Map<String, String> properties(String json) throws ParseException {
    var properties = new LinkedHashMap<String, String>();
    JsonFields fields = JsonFields.of(json);
    for (Object name : fields.all().keySet()) {
      properties.put(name.toString(), fields.text(name.toString()));
    }
    return properties;
  }

  private static LeaseHolder holder(JsonFields fields) throws ParseException {
    return new LeaseHolder(
        Party.read(fields.object("subject")),
        fields.textOrEmpty("name"),
        Party.read(fields.object("actor")),
        fields.text("target"),
        fields.textOrEmpty("purpose"),
        fields.textOrEmpty("application"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
