# Machines as deploy-rs has them (its README.md, interface.json and examples/system). What nobody may evaluate throws.
{
  outputs =
    { self }:
    let
      system = throw "a system was evaluated";
      # What deploy-rs.lib.SYSTEM.activate.nixos gives is a derivation: to its type alone the system is evaluated.
      activate.nixos = configuration: configuration.config.system.build.toplevel;
    in
    {
      nixosConfigurations = {
        web.config.system.build.toplevel = system;
        db.config.system.build.toplevel = system;
        "cache.example.com".config.system.build.toplevel = system;
        bastion.config.system.build.toplevel = system;
      };

      deploy = {
        sshUser = "deploy";
        sshOpts = [ "-o" "StrictHostKeyChecking=no" "-p" "2200" ];
        activationTimeout = 600;
        autoRollback = false;
        nodes = {
          web = {
            hostname = "web.example.com";
            magicRollback = false;
            profiles.system = {
              user = "root";
              path = activate.nixos self.nixosConfigurations.web;
            };
          };
          db = {
            hostname = "192.0.2.7";
            sshUser = "admin";
            sshOpts = [ "-i" "/home/me/.ssh/id_ed25519" ];
            confirmTimeout = 60;
            fastConnection = true;
            profilesOrder = [ "system" "hello" ];
            profiles.system = {
              sshUser = "root";
              sshOpts = [ "-Ap2222" ];
              confirmTimeout = 90;
              activationTimeout = null;
              autoRollback = true;
              path = activate.nixos self.nixosConfigurations.db;
            };
            profiles.hello = throw "another profile was evaluated";
          };
          "cache.example.com" = {
            hostname = "2001:db8::7";
            sshOpts = [ "-oPort 2201" ];
            remoteBuild = true;
            tempPath = "/home/deploy/.deploy-rs";
            interactiveSudo = true;
            sudo = "doas -u";
            profiles.system.path = activate.nixos self.nixosConfigurations."cache.example.com";
          };
          # Its configuration has another name.
          jump = {
            hostname = "jump.example.com";
            profiles.system.user = "root";
            profiles.system.path = activate.nixos self.nixosConfigurations.bastion;
          };
          laptop = {
            hostname = "laptop.example.com";
            profiles.home.path = throw "a profile's path was evaluated";
          };
        };
      };

      packages = throw "the packages were evaluated";
      checks = throw "the checks were evaluated";
    };
}
