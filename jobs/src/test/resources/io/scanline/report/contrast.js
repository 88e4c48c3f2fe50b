// Texts of the page whose contrast is below WCAG 2.1 AA: 4.5 to 1, and 3 to 1 from 24 px, or from 18.66 px in bold.
(() => {
  const channels = text => (text.match(/[\d.]+/g) || []).map((value, i) => (text.startsWith('color(') && i < 3 ? 255 * value : Number(value)));
  const linear = value => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const over = (top, below) => {
    const alpha = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => top[i] * alpha + below[i] * (1 - alpha));
  };
  const groundOf = element => {
    if (!element) return [255, 255, 255];
    const colour = channels(getComputedStyle(element).backgroundColor);
    return colour.length > 3 && colour[3] < 1 ? over(colour, groundOf(element.parentElement)) : colour.slice(0, 3);
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest('script,style,noscript,:disabled')) continue;
    seen++;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const colour = channels(element.closest('svg') ? style.fill : style.color);
    if (colour.length < 3) continue;
    const [light, dark] = [luminance(over(colour, ground)), luminance(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < needed) poor.push(contrast.toFixed(2) + ': ' + node.data.trim().slice(0, 60) + ' (' + element.tagName + '.' + element.getAttribute('class') + ')');
  }
  return { seen, poor };
})()
