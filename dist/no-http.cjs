// Stands for @actions/http-client in post.js; see scripts/bundle.ts.
const refuse = () => {
  throw new Error('the post step of nix-flake-deploy asks nothing of the network: this is a mistake in it, please report it')
}
exports.HttpClient = refuse
exports.BearerCredentialHandler = refuse
