/** The names of the components that are on, in the order in which overlays name them. */
export const componentsOf = ({ components }: { readonly components?: object }): string[] =>
  typeof components === 'object' && components !== null && !Array.isArray(components)
    ? Object.keys(components).sort()
    : []
