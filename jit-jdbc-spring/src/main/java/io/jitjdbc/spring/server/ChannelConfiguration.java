package io.jitjdbc.spring.server;

import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.EveryChannel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.book.Rounds;
import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.approval.table.TablePostings;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Slack, Jira and webhooks, where people are asked besides the console. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

  /** Closed by the approvals. */
  @Bean(destroyMethod = "")
  @DependsOn(StateConfiguration.TABLES)
  Channel approvalChannel(ChannelSettings settings, RequestBook book, DataSource database) {
    if (!settings.areGiven()) {
      return Channel.NONE;
    }
    PostingBook postings = TablePostings.over(database);
    Map<String, Channel> channels = new LinkedHashMap<>();
    settings
        .openings()
        .forEach((name, opening) -> channels.put(name, opening.over(book, postings)));
    return new EveryChannel(channels);
  }

  @Bean
  ChannelRounds channelRounds(
      ChannelSettings settings, RequestBook book, BookApprovals approvals, InstantSource clock) {
    return new ChannelRounds(approvals, new Rounds(book, approvals, clock), settings.areGiven());
  }
}
