package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import java.net.URI;

/**
 * Where an account's messages go.
 *
 * @param messages address of its {@code /messages}
 * @param token its bearer token
 */
public record GraphEndpoint(URI messages, Secret token) {

  public static GraphEndpoint of(Account account) {
    return new GraphEndpoint(GraphNode.uri(account, "/messages"), account.secrets().token());
  }
}
