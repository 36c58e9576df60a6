import { component } from '#engine'

export default component({
  description:
    'Lets the kubelet pull images of a private registry: every ServiceAccount, and so every pod, names the Secret `registry` of type `kubernetes.io/dockerconfigjson`.',
})
