import { at, fieldsAt, ofKind, policy, titleOf } from '#engine'

const FIELDS = {
  topologySpreadConstraints: ['topologySpreadConstraints.*'],
  affinity: [
    'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.*',
    'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.*',
  ],
}

export default policy({
  id: 'spread-everywhere',
  severity: 'error',
  title: 'With the component spread, every Deployment is spread over nodes and zones.',
  why: 'A Deployment that is left out may have all its replicas on one node, and is gone with it.',
  remediation: 'Take out what overrules base/components/spread for this Deployment.',
  *check(subject) {
    if (subject.environment.components['spread'] === undefined) return
    for (const resource of ofKind(subject, 'Deployment')) {
      const place = ['spec', 'template', 'spec']
      const spec = at(resource, ...place)
      for (const [field, patterns] of Object.entries(FIELDS))
        if (patterns.every((pattern) => fieldsAt(spec, pattern).length === 0))
          yield {
            resource,
            path: [...place, field],
            message: `${titleOf(resource)} has no ${field}, though the component spread is on.`,
          }
    }
  },
})
