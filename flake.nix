{
  description = "The host's side of nix-flake-deploy: its agent, keys with roles, and a policy; and its command line";

  outputs = { self }: {
    nixosModules.default = ./nix/module.nix;
    nixosModules.nix-flake-deploy = ./nix/module.nix;

    # `nix run github:org/nix-flake-deploy -- status`. A script of this tree, which looks for Node when it is run: nothing has to be built, and no
    # nixpkgs to be locked.
    apps = builtins.listToAttrs (map (system: {
      name = system;
      value = rec {
        nix-flake-deploy = {
          type = "app";
          program = "${self}/nix/nix-flake-deploy";
          meta.description = "Deploy NixOS over SSH, under a watchdog";
        };
        default = nix-flake-deploy;
      };
    }) [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]);
  };
}
