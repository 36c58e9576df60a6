/** The names of the components that are on, in the order in which overlays name them. */
export const componentsOf = ({ components = {} }: { readonly components?: object }): string[] =>
  Object.keys(components).sort()
