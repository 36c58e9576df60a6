import { component } from '#engine'

export default component({
  description: 'Spreads the replicas of each service over nodes and zones, if there are several.',
})
