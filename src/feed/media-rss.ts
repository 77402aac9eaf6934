import type { XmlElement } from './xml-element.js'

/**
 * The picture of an item, for RSS and for Atom; never in the place of an enclosure, which readers play.
 *
 * It stands last in an item: some readers know elements by their local names alone, and would take it for
 * Atom's `content`.
 *
 * @see Media RSS 1.5.1, "media:content"
 */
export function pictureElement(url: string | undefined): XmlElement | undefined {
  return url === undefined ? undefined : { name: 'media:content', attributes: { url, medium: 'image' } }
}
