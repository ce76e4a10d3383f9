/*
 * Sizes follow the phone's width: 1 rem is 20 px on a screen 375 wide, from 17 to 23 px. A file of its own, for the
 * server's Content-Security-Policy forbids scripts inside of the page.
 */
;(function () {
  var root = document.documentElement
  function fit() {
    var box = root.getBoundingClientRect()
    var width = box.height ? Math.min(box.width, box.height) : box.width
    root.style.fontSize = Math.min(23, Math.max(17, (20 * width) / 375)) + 'px'
  }
  window.addEventListener('resize', fit)
  fit()
})()
