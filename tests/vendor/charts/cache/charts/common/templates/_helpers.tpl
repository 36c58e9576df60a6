{{- define "common.selector" -}}
app.kubernetes.io/name: {{ .Release.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "common.labels" -}}
{{ include "common.selector" . }}
app.kubernetes.io/component: cache
{{- end }}

{{- define "common.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "common.podSecurity" -}}
runAsNonRoot: true
runAsUser: 999
runAsGroup: 999
fsGroup: 999
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* Most charts never come here: {{ now }} in a comment is no call. */}}
{{- define "common.password" -}}
{{- $found := (lookup "v1" "Secret" .Release.Namespace .Release.Name) }}
{{- if $found }}{{ $found.data.password | b64dec }}{{ else }}{{ 16 | randAlphaNum }}{{ end }}
{{- end }}
