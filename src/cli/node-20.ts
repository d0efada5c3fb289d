// What Node 20 has not, and the sources use: GitHub runs the step with a newer one, a person may have this. test/repository holds that nothing
// else is needed.
const promises: { withResolvers?: unknown } = Promise
promises.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolvers: Omit<PromiseWithResolvers<T>, 'promise'> | undefined
  const promise = new Promise<T>((resolve, reject) => (resolvers = { resolve, reject }))
  return { promise, ...(resolvers as unknown as Omit<PromiseWithResolvers<T>, 'promise'>) }
}

const maps: { groupBy?: unknown } = Map
maps.groupBy ??= function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

export {}
