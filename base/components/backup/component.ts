import { component } from '#engine'

export default component({
  description:
    'A nightly dump of the database, kept for 14 days on a volume of the cluster, and a Job that restores the newest one each morning to see that it can be: for a PostgreSQL in the cluster, copy it elsewhere.',
  requires: [{ oneOf: ['postgres', 'external-database'] }],
})
