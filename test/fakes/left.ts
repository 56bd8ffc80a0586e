import { once } from 'node:events';
import { type AddressInfo, connect, type Server } from 'node:net';
import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Resolves when nobody is connected to a server any more, and all that was sent to it has been read. */
export async function everybodyLeft(server: Server): Promise<void> {
  const { port, address } = server.address() as AddressInfo;
  // Who comes is let in one after the other: behind ourselves nobody waits who came before.
  const last = connect(port, address);
  last.resume().end();
  await once(last, 'close');
  const connected = promisify(server.getConnections.bind(server));
  while ((await connected()) > 0) await rest(1);
  await turn();
}
