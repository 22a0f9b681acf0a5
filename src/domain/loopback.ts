const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL's host name is this machine: what goes there need not be encrypted. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
