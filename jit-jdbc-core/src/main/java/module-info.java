/** The core: what a subject may see and under which conditions, and the SPIs around it. */
@SuppressWarnings({"module", "requires-automatic"})
module io.jitjdbc.core {
  requires java.net.http;
  requires jdk.httpserver;
  requires transitive java.sql;
  requires transitive org.slf4j;
  requires static transitive org.jspecify;
  requires static oauth2.oidc.sdk;
  requires static org.bouncycastle.provider;
  requires static kafka.clients;
  requires static software.amazon.awssdk.auth;
  requires static software.amazon.awssdk.core;
  requires static software.amazon.awssdk.identity.spi;
  requires static software.amazon.awssdk.regions;
  requires static software.amazon.awssdk.services.rds;
  requires com.github.benmanes.caffeine;
  requires com.nimbusds.jose.jwt;
  requires net.sf.jsqlparser;
  requires org.snakeyaml.engine;

  exports io.jitjdbc.access;
  exports io.jitjdbc.approval;
  exports io.jitjdbc.approval.joint;
  exports io.jitjdbc.approval.memory;
  exports io.jitjdbc.audit;
  exports io.jitjdbc.audit.cells;
  exports io.jitjdbc.audit.ocsf;
  exports io.jitjdbc.credential;
  exports io.jitjdbc.identity;
  exports io.jitjdbc.identity.person;
  exports io.jitjdbc.masking;
  exports io.jitjdbc.masking.detection;
  exports io.jitjdbc.policy;
  exports io.jitjdbc.settings;
  exports io.jitjdbc.usage;
  exports io.jitjdbc.approval.evidence to
      io.jitjdbc.driver;
  exports io.jitjdbc.approval.offline to
      io.jitjdbc.driver;
  exports io.jitjdbc.approval.protocol to
      io.jitjdbc.spring;
  exports io.jitjdbc.approval.signed to
      io.jitjdbc.driver;
  exports io.jitjdbc.audit.reading to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.replay to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.recording.format to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.recording.reading to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.recording.retention to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.recording.verification to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.audit.protocol to
      io.jitjdbc.spring;
  exports io.jitjdbc.credential.protocol to
      io.jitjdbc.spring;
  exports io.jitjdbc.credential.table to
      io.jitjdbc.spring;
  exports io.jitjdbc.delegate to
      io.jitjdbc.driver;
  exports io.jitjdbc.enforcement to
      io.jitjdbc.driver,
      io.jitjdbc.spring;
  exports io.jitjdbc.policy.protocol to
      io.jitjdbc.spring;
  exports io.jitjdbc.policy.yaml to
      io.jitjdbc.spring;
  exports io.jitjdbc.protocol to
      io.jitjdbc.spring;
  exports io.jitjdbc.store to
      io.jitjdbc.spring;
  exports io.jitjdbc.sql to
      io.jitjdbc.driver;

  uses io.jitjdbc.approval.ApprovalServiceProvider;
  uses io.jitjdbc.approval.book.ChannelProvider;
  uses io.jitjdbc.audit.AuditSinkProvider;
  uses io.jitjdbc.credential.CredentialBrokerProvider;
  uses io.jitjdbc.identity.SubjectResolverProvider;
  uses io.jitjdbc.masking.ColumnMaskProvider;
  uses io.jitjdbc.policy.PolicyDecisionPointProvider;
  uses io.jitjdbc.usage.UsageLedgerProvider;
  uses java.sql.Driver;

  provides io.jitjdbc.approval.ApprovalServiceProvider with
      io.jitjdbc.approval.jira.JiraApprovalsProvider,
      io.jitjdbc.approval.none.NoApprovalsProvider,
      io.jitjdbc.approval.offline.OfflineApprovalsProvider,
      io.jitjdbc.approval.service.ServiceApprovalsProvider,
      io.jitjdbc.approval.slack.SlackApprovalsProvider,
      io.jitjdbc.approval.table.TableApprovalsProvider,
      io.jitjdbc.approval.webhook.WebhookApprovalsProvider;
  provides io.jitjdbc.approval.book.ChannelProvider with
      io.jitjdbc.approval.jira.JiraChannelProvider,
      io.jitjdbc.approval.slack.SlackChannelProvider,
      io.jitjdbc.approval.webhook.WebhookChannelProvider;
  provides io.jitjdbc.audit.AuditSinkProvider with
      io.jitjdbc.audit.http.HttpAuditProvider,
      io.jitjdbc.audit.jsonl.JsonLinesAuditProvider,
      io.jitjdbc.audit.kafka.KafkaAuditProvider,
      io.jitjdbc.audit.recording.RecordingAuditProvider,
      io.jitjdbc.audit.slf4j.Slf4jAuditProvider,
      io.jitjdbc.audit.table.TableAuditProvider;
  provides io.jitjdbc.credential.CredentialBrokerProvider with
      io.jitjdbc.credential.aws.AwsRdsBrokerProvider,
      io.jitjdbc.credential.exchange.TokenExchangeBrokerProvider,
      io.jitjdbc.credential.exec.ExecCredentialBrokerProvider,
      io.jitjdbc.credential.fixed.FixedCredentialBrokerProvider,
      io.jitjdbc.credential.mint.MintCredentialBrokerProvider,
      io.jitjdbc.credential.service.ServiceBrokerProvider,
      io.jitjdbc.credential.vault.VaultCredentialBrokerProvider;
  provides io.jitjdbc.identity.SubjectResolverProvider with
      io.jitjdbc.identity.OidcSubjectResolverProvider,
      io.jitjdbc.identity.oauth.ClientCredentialsSubjectResolverProvider,
      io.jitjdbc.identity.oauth.JwtBearerSubjectResolverProvider,
      io.jitjdbc.identity.person.BrowserSubjectResolverProvider,
      io.jitjdbc.identity.person.DeviceSubjectResolverProvider,
      io.jitjdbc.identity.source.CommandSubjectResolverProvider;
  provides io.jitjdbc.masking.ColumnMaskProvider with
      io.jitjdbc.masking.function.ConstantMask,
      io.jitjdbc.masking.function.FpeMask,
      io.jitjdbc.masking.function.HashMask,
      io.jitjdbc.masking.function.NullMask,
      io.jitjdbc.masking.function.PartialMask,
      io.jitjdbc.masking.function.RedactMask,
      io.jitjdbc.masking.function.RegexMask,
      io.jitjdbc.masking.function.RoundMask,
      io.jitjdbc.masking.function.TruncateDateMask;
  provides io.jitjdbc.policy.PolicyDecisionPointProvider with
      io.jitjdbc.policy.signed.SignedPolicyProvider,
      io.jitjdbc.policy.yaml.YamlPolicyProvider;
  provides io.jitjdbc.usage.UsageLedgerProvider with
      io.jitjdbc.usage.memory.MemoryUsageProvider,
      io.jitjdbc.usage.table.TableUsageProvider;
}
