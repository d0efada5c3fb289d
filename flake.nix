{
  description = "The host's side of nix-flake-deploy: its agent, keys with roles, and a policy";

  outputs = { self }: {
    nixosModules.default = ./nix/module.nix;
    nixosModules.nix-flake-deploy = ./nix/module.nix;
  };
}
