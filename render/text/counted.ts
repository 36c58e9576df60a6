/** `1 pod`, `2 pods`, `0 pods`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
