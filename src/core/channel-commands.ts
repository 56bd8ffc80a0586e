/** Whether a command is about the channel that it is called in, by its name: what that channel subscribed to, or follows. */
export function isOfChannel(command: string): boolean {
  return /^(?:digest [a-z]+|follow|unfollow)$/.test(command);
}
