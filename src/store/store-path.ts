/** The whole path of something in the Nix store, as Nix names it. */
export const storePath = /^\/nix\/store\/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+$/
