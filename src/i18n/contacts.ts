import type { Translate } from './translate';

/** Whom to turn to; `dial` is the telephone number as a `tel:` link takes it. */
type Contacts = Readonly<Record<'email' | 'phone' | 'dial', string>>;

/** Every message may name them, and they never change: read once in each language. */
const cache = new WeakMap<Translate, Contacts>();

export function contactsOf(copy: Translate): Contacts {
  const contacts = cache.get(copy) ?? readContacts(copy);
  cache.set(copy, contacts);
  return contacts;
}

function readContacts(copy: Translate): Contacts {
  const phone = copy('contact.phone');
  return { email: copy('contact.email'), phone, dial: phone.replace(/[^+\d]/g, '') };
}
