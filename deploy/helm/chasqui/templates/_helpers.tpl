{{- define "chasqui.name" -}}
{{ .Release.Name | trunc 46 | trimSuffix "-" }}
{{- end }}

{{- define "chasqui.labels" -}}
app.kubernetes.io/name: chasqui
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "chasqui.objectLabels" -}}
{{ include "chasqui.labels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
