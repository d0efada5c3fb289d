# Machines as nixinate has them (its README.md and flake.nix). What nobody may evaluate throws.
{
  outputs =
    { self }:
    let
      # What lib.evalModules gives.
      configuration = args: {
        _type = "configuration";
        _module = {
          inherit args;
          check = true;
        };
        options = throw "the options were evaluated";
        config = throw "the configuration was evaluated";
      };
    in
    {
      apps = throw "the apps were evaluated";
      nixosConfigurations = {
        myMachine = configuration {
          pkgs = throw "the packages were evaluated";
          nixinate = {
            host = "itchy.scratchy.com";
            sshUser = "matthew";
            buildOn = "remote";
            substituteOnTarget = true;
            hermetic = false;
          };
        };
        other = configuration {
          nixinate = {
            host = "[2001:db8::9]";
            port = 2222;
            buildOn = "local";
            substituteOnTarget = false;
            hermetic = true;
            nixOptions = [ "--show-trace" ];
          };
        };
        laptop = configuration { };
      };
    };
}
