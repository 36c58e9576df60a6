import { component } from '#engine'

export default component({
  description:
    'A nightly dump of the PostgreSQL in the cluster, kept on a volume of the same cluster: copy it elsewhere.',
  requires: ['postgres'],
})
