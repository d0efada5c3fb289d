# A hive as Colmena's lib.makeHive gives it (its src/nix/hive/eval.nix; options and defaults in options.nix). What nobody may
# evaluate throws.
{
  outputs =
    { self }:
    let
      defaults = name: {
        targetHost = name;
        targetPort = null;
        targetUser = "root";
        allowLocalDeployment = false;
        buildOnTarget = false;
        tags = [ ];
        keys = { };
        replaceUnknownProfiles = true;
        privilegeEscalationCommand = [ "sudo" "-H" "--" ];
        sshOptions = [ ];
      };
      # What lib.evalModules gives for each.
      node = name: deployment: {
        _type = "configuration";
        class = "nixos";
        options = throw "the options were evaluated";
        pkgs = throw "the packages were evaluated";
        extendModules = _: { };
        config = {
          deployment = defaults name // deployment;
          system.build.toplevel = throw "a system was evaluated";
        };
      };
      key = name: {
        inherit name;
        text = throw "a key's text was evaluated";
        keyFile = throw "a key's file was evaluated";
        keyCommand = throw "a key's command was evaluated";
        destDir = "/run/keys";
        path = "/run/keys/${name}";
        user = "root";
        group = "root";
        permissions = "0600";
        uploadAt = "pre-activation";
      };
    in
    {
      colmenaHive = rec {
        __schema = "v0.5";
        nodes = builtins.mapAttrs node {
          host-a = { };
          host-b = {
            targetHost = "somehost.tld";
            targetPort = 1234;
            targetUser = "luser";
            tags = [ "web" "production" "in europe" ];
            privilegeEscalationCommand = [ "doas" "--" ];
          };
          host-c = {
            targetUser = null;
            sshOptions = [ "-o" "Port=2022" "-J" "jump@bastion.example.com" ];
            targetPort = 22;
            buildOnTarget = true;
            keys = { wireguard = key "wireguard"; "acme.secret" = key "acme.secret"; };
            replaceUnknownProfiles = false;
          };
          desktop = {
            targetHost = null;
            allowLocalDeployment = true;
          };
        };
        toplevel = builtins.mapAttrs (_: node: node.config.system.build.toplevel) nodes;
        deploymentConfig = builtins.mapAttrs (_: node: node.config.deployment) nodes;
        deploymentConfigSelected = _: throw "a function was called";
        evalSelected = _: throw "a function was called";
        evalSelectedDrvPaths = _: throw "a function was called";
        metaConfig = {
          name = "hive";
          description = "A Colmena Hive";
          machinesFile = null;
          allowApplyAll = false;
        };
        introspect = f: f { };
      };

      # As Colmena's manual has it, beside the hive that is made of it.
      colmena = throw "the raw hive was evaluated";
      nixosConfigurations = self.colmenaHive.nodes;
    };
}
