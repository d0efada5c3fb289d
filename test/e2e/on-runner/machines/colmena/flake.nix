# A raw hive (Colmena's manual, tutorial/flakes.md), and configurations with its nixosModules.deploymentOptions. What nobody may
# evaluate throws.
{
  outputs =
    { self }:
    {
      colmena = {
        meta = {
          nixpkgs = throw "nixpkgs was evaluated";
          machinesFile = ./machines;
        };
        defaults = throw "the modules of all were evaluated";
        alpha = throw "a module was evaluated";
        beta = _: throw "a module was evaluated";
      };

      nixosConfigurations = {
        alpha.config = {
          deployment = {
            targetHost = "alpha.example.com";
            targetUser = "deploy";
            tags = [ "db" ];
          };
          system.build.toplevel = throw "a system was evaluated";
        };
        beta.config.deployment.targetHost = "beta.example.com";
        # Not in the hive.
        gamma = throw "a configuration was evaluated that nobody asked about";
      };
    };
}
