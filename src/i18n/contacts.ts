import type { Translate } from './translate';

/** The contacts of the institution. `dial` is the telephone number for a `tel:` link. */
type Contacts = Readonly<Record<'email' | 'phone' | 'dial', string>>;

/** Contacts by language, cached because every message may name them. */
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
