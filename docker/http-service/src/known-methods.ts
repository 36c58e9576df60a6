import type { FastifyInstance } from 'fastify'

/**
 * Collects the routes that are registered from here on. Fastify answers 404 for a path that exists with another
 * method; RFC 9110 asks for 405 and the methods that there are.
 *
 * @returns the methods of a path, in alphabetical order; none if there is no such path
 */
export function knownMethods(service: FastifyInstance): (path: string) => string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = []
  service.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
    routes.push({ pattern, methods: [method].flat() })
  })
  return (path) => {
    const found = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)
    return [...new Set(found)].sort()
  }
}
