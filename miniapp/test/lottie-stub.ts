/** NutUI's index names an animation package that this app does not use. */
const lottie = {}
export default lottie
