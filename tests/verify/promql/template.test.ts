import { expect, test } from 'vitest'
import { templateFlaw } from '../../../render/verify/promql/template.ts'

test.each([
  'plain text',
  '{{ $labels.pod }} of {{ $labels.namespace }}',
  '{{- $value | humanizePercentage -}}',
  '{{ printf "%.2f }}" $value }}',
  '{{ if gt $value 5.0 }}many{{ else }}few{{ end }}',
  '{{ with query "up{job=\\"x\\"}" }}{{ . | first | value }}{{ end }}',
  '{{ range $index, $each := query "up" }}{{ $index }} {{ $each.Labels.job }}{{ end }}',
  '{{ $x := $value }}{{ $x }}',
  '{{/* $nothing */}}',
  '{{ .Labels.pod }} {{ .Value }} {{ $externalURL }} {{ $externalLabels.cluster }}',
  '{{ (index (query "up") 0).Value }}',
  '{{ reReplaceAll `a(.*)` "$1" $labels.x }}',
  'JSON {"a": {"b": 1}}, and 5 $ a month',
  '{{ define "x" }}y{{ end }}{{ template "x" . }}',
])('%s is right', (text) => expect(templateFlaw(text)).toBeUndefined())

test.each([
  ['{{ $labels.pod }', '`{{` is not closed'],
  ['{{ $labels.pod', '`{{` is not closed'],
  ['{ $labels.pod }}', '`$labels.pod` is outside of `{{ }}` and shown as it is'],
  ['is $value', '`$value` is outside of `{{ }}` and shown as it is'],
  ['{{ $label.pod }}', 'unknown variable `$label`'],
  ['{{ $Labels.pod }}', 'unknown variable `$Labels`'],
  ['{{ labels.pod }}', 'unknown function `labels`'],
  ['{{ $value | humanise }}', 'unknown function `humanise`'],
  ['{{ if $value }}many', 'a block has no `{{ end }}`'],
  ['many{{ end }}', '`{{ end }}` has no block to end'],
  ['{{ else }}', '`{{ else }}` is outside of a block'],
  ['{{ }}', 'an action is empty'],
  ['{{ ($value }}', "brackets don't match in `{{ ($value }}`"],
  ['{{ $value | }}', 'a command is missing next to `|` in `{{ $value | }}`'],
  ['{{ printf "%f $value }}', '`{{` is not closed'],
  ['{{'.repeat(4000), '`{{` is not closed'],
  ['{{'.repeat(400_000), 'it is longer than 10000 characters'],
])('mistake %#', (text, flaw) => expect(templateFlaw(text)).toBe(flaw))
