package dev.chasqui.e2e.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What Kubernetes' API takes: its fields, their types, and which are required. */
final class KubernetesApi {

  private static final Map<String, Check> CHECKS =
      Map.of(
          "Deployment", V1Deployment::validateJsonElement,
          "Ingress", V1Ingress::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "ServiceAccount", V1ServiceAccount::validateJsonElement);

  private KubernetesApi() {}

  private interface Check {
    void apply(JsonElement object) throws IOException;
  }

  /** Whether a kind is Kubernetes' own, and not of an operator. */
  static boolean knows(JsonNode object) {
    return CHECKS.containsKey(Chart.kind(object));
  }

  /**
   * Does nothing if it would be taken.
   *
   * @throws IllegalArgumentException if not; names the field
   */
  static void check(JsonNode object) throws IOException {
    Check check = CHECKS.get(Chart.kind(object));
    if (check == null) {
      throw new IllegalArgumentException("Not of a kind that is known: " + object);
    }
    check.apply(JsonParser.parseString(object.toString()));
  }
}
