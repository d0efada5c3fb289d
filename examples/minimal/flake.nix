{
  description = "Two NixOS machines that share a configuration";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs = { self, nixpkgs }:
    let
      # What all machines share is in configuration.nix; what sets one apart reaches it as arguments, through specialArgs.
      machine = specialArgs: nixpkgs.lib.nixosSystem {
        inherit specialArgs;
        modules = [
          ./configuration.nix
          ./hardware.nix
          # The git commit, so that a running machine can say what it is; null where there are uncommitted changes.
          { system.configurationRevision = self.rev or null; }
        ];
      };
    in
    {
      nixosConfigurations = {
        staging = machine { name = "staging"; greeting = "Hello from staging"; };
        production = machine { name = "production"; greeting = "Hello"; };
      };
    };
}
