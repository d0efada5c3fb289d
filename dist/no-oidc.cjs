// Stands for the part of @actions/core that asks for OpenID tokens; see scripts/bundle.ts.
exports.OidcClient = {
  getIDToken() {
    throw new Error('nix-flake-deploy asks for no OpenID token: this is a mistake in it, please report it')
  },
}
