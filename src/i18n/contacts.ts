import type { Copy } from './copy';

/** Whom to turn to; `dial` is the telephone number as a `tel:` link takes it. */
type Contacts = Readonly<Record<'email' | 'phone' | 'dial', string>>;

/** Every message may name them, and they never change: read once in each language. */
const known = new WeakMap<Copy, Contacts>();

export function contactsIn(copy: Copy): Contacts {
  const found = known.get(copy) ?? read(copy);
  known.set(copy, found);
  return found;
}

function read(copy: Copy): Contacts {
  const phone = copy('contact.phone');
  return { email: copy('contact.email'), phone, dial: phone.replace(/[^+\d]/g, '') };
}
