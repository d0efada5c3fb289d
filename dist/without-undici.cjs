// In the place of undici, which only HTTP through a proxy would need; see scripts/bundle.ts.
exports.ProxyAgent = class {
  constructor() {
    throw new Error('this action is built without undici: no HTTP through a proxy')
  }
}
