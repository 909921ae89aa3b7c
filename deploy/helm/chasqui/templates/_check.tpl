{{/* Fails with all that lacks, or does not go together, at once. What a value may be is in values.schema.json. */}}
{{- define "chasqui.check" -}}
{{- $wrong := list }}
{{- with .Values }}
{{- if not .image.tag }}
{{- $wrong = append $wrong "image.tag: the version of the images" }}
{{- end }}
{{- if not .kafka.bootstrapServers }}
{{- $wrong = append $wrong "kafka.bootstrapServers: where Kafka is, host:port" }}
{{- end }}
{{- if not .schemaRegistry.url }}
{{- $wrong = append $wrong "schemaRegistry.url: where the registry is, http://registry:8080/apis/ccompat/v7" }}
{{- end }}
{{- if not .database.url }}
{{- $wrong = append $wrong "database.url: where PostgreSQL is, jdbc:postgresql://postgres:5432/chasqui" }}
{{- end }}
{{- if and .ingress.enabled (not .ingress.host) }}
{{- $wrong = append $wrong "ingress.host: the name at which clients and WhatsApp call" }}
{{- end }}
{{- if and .ingress.enabled (not .trustedProxies) }}
{{- $wrong = append $wrong "trustedProxies: the CIDRs of the ingress controller's Pods; without them all callers are one to the rate limit" }}
{{- end }}
{{- if and .monitoring.podMonitors .networkPolicy.enabled (not .networkPolicy.metrics) }}
{{- $wrong = append $wrong "networkPolicy.metrics: who Prometheus is; without it nobody may read metrics" }}
{{- end }}
{{- $values := dict
      "CHASQUI_DATABASE_URL" "database.url"
      "CHASQUI_DATABASE_USER" "database.user"
      "CHASQUI_DATABASE_CONNECTIONS" "database.connections"
      "CHASQUI_KAFKA" "kafka.bootstrapServers"
      "CHASQUI_TOPIC_PARTITIONS" "kafka.topicPartitions"
      "CHASQUI_SCHEMA_REGISTRY_URL" "schemaRegistry.url"
      "CHASQUI_DRAIN" "drainSeconds"
      "CHASQUI_TRUSTED_PROXIES" "trustedProxies" }}
{{- range $service, $own := .services }}
{{- range $name, $value := merge (dict) $own.env $.Values.env }}
{{- if regexMatch "PASSWORD|SECRET|TOKEN$|MASTER_KEY|USER_INFO|JAAS_CONFIG|KEYSTORE_KEY" $name }}
{{- $wrong = append $wrong (printf "env: %s is a secret: put it into a Secret, and that one's name into secrets.more" $name) }}
{{- end }}
{{- with get $values $name }}
{{- $wrong = append $wrong (printf "env: %s is the value %s" $name .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if $wrong }}
{{- fail (printf "\n  %s" (join "\n  " (uniq $wrong))) }}
{{- end }}
{{- end }}
