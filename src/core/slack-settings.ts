/** How Slack is reached, as the settings say it: by a socket or by signed requests, in one workspace or in all that install the app. */
export type SlackSettings = {
  /** Another host than slack.com: a government or enterprise one, a proxy, or a test. */
  readonly apiUrl?: string;
  readonly connection: SocketMode | HttpMode;
  readonly identity: OneWorkspace | ManyWorkspaces;
  /** Names of settings that are there and have no say, as those of `identity` go before them. */
  readonly unused?: readonly string[];
};

export type SocketMode = { readonly kind: 'socket'; readonly appToken: string };
export type HttpMode = {
  readonly kind: 'http';
  readonly signingSecret: string;
  readonly host: string;
  readonly port: number;
};

export type OneWorkspace = { readonly kind: 'workspace'; readonly botToken: string };
export type ManyWorkspaces = {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
};
