/** Id of the part of the frame that scrolls. */
export const contentId = 'content'

/** Shows the page from its top: after going to another page, or when its content was replaced. */
export function scrollToTop(): void {
  document.getElementById(contentId)?.scrollTo(0, 0)
}
