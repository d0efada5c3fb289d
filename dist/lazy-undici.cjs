// undici, read when it is first used; see scripts/bundle.ts.
const undici = () => require('./undici.cjs')
exports.fetch = (...given) => undici().fetch(...given)
exports.ProxyAgent = function (...given) {
  return new (undici().ProxyAgent)(...given)
}
