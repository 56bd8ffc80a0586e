/** How this bot reaches Slack, as the settings say it. */
export type SlackSettings = {
  /** Another host than slack.com: a government or enterprise one, a proxy, or a test. */
  readonly apiUrl?: string;
  readonly connection: SocketMode | HttpMode;
  readonly identity: OneWorkspace | ManyWorkspaces;
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
