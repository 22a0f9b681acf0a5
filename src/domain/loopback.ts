const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Returns whether a URL's host name is this machine. Connections to it need no encryption. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
