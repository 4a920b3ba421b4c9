// Pages that show requests renew themselves when something has happened, but never under a pen.
(() => {
  const main = document.querySelector('main[data-live="true"]');
  if (!main || !window.EventSource) {
    return;
  }
  let isLeaving = false;
  main.addEventListener('submit', () => { isLeaving = true; });
  const isBusy = () => isLeaving || [...main.querySelectorAll('textarea')].some((field) => field.value !== '' || field === document.activeElement);
  const renew = async () => {
    if (isBusy()) {
      return;
    }
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('main');
    if (fresh && !isBusy() && fresh.innerHTML !== main.innerHTML) {
      const notices = main.querySelectorAll(':scope > .notice');
      main.replaceChildren(...notices, ...fresh.childNodes);
    }
  };
  const events = new EventSource('/console/updates');
  events.addEventListener('changed', renew);
  events.addEventListener('open', renew);
})();
