# `name` and `greeting` are the specialArgs of flake.nix.
{ config, name, greeting, ... }:
let
  revision = if config.system.configurationRevision == null then "unknown" else config.system.configurationRevision;
in
{
  networking.hostName = name;

  # The user that nix-flake-deploy logs in as. Its key opens this machine: see docs/host-setup.md.
  users.users.deploy = {
    isNormalUser = true;
    openssh.authorizedKeys.keys = [
      "ssh-ed25519 PUT-THE-PUBLIC-HALF-OF-THE-DEPLOY-KEY-HERE deploy"
    ];
  };
  security.sudo.extraRules = [
    { users = [ "deploy" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; }
  ];

  services.openssh = {
    enable = true;
    settings.PasswordAuthentication = false;
    settings.KbdInteractiveAuthentication = false;
  };

  # A web service whose answer says which commit it comes from: what the health check of a deployment looks at.
  services.nginx = {
    enable = true;
    virtualHosts.default = {
      default = true;
      locations."/" = {
        return = ''200 "${greeting}\n"'';
        extraConfig = ''
          default_type text/plain;
          add_header x-api-version "${revision}" always;
        '';
      };
    };
  };
  networking.firewall.allowedTCPPorts = [ 80 ];

  # The release that the machine was installed with; it stays as it is when nixpkgs is updated.
  system.stateVersion = "26.05";
}
